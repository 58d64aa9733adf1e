"""Numbers, money, shares, times and dates as two languages write them, read into one record and compared."""

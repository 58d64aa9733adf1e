"""Pages: what a reader of HTML or Markdown sees, and where each of its characters stands in the file.

A page is read as a stream of tokens with their exact places: HTML's own (tokens), or those that a Markdown text stands
for (markdown_tokens). One walk over them (walk) keeps the elements that are open and gathers the text in blocks
(flow); an article is made of the blocks at the end (article).
"""

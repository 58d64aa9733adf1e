document.documentElement.classList.add("scripted");
addKeys();
if (!document.body.classList.contains("many")) document.querySelectorAll(".report").forEach(reviewOf);
addOverview();

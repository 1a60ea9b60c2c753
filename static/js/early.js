// Before the first paint: says that scripts run, so that folded panels may fold.
document.documentElement.classList.add("js");

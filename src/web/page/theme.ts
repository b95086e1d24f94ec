// Runs before the first paint, as a plain script, so that nobody sees the wrong light.
document.documentElement.dataset["theme"] = localStorage.getItem("rushes-theme") ?? "auto";

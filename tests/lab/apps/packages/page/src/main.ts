import "./main.css";

const path: string = location.pathname;
document.body.textContent = `a page at ${path}`;

// Edition 1
const answer = await fetch('/api/books');
document.querySelector('#books').textContent = (await answer.json()).books.join(', ');

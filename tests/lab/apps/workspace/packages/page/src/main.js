import { zones } from '@lab/zones';

for (const zone of zones) {
  const item = document.createElement('li');
  item.textContent = zone;
  document.getElementById('zones').append(item);
}

const { query } = require('./mysql');

(async () => {
  await query('CREATE TABLE IF NOT EXISTS books (id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(200) NOT NULL)');
  await query('CREATE TABLE IF NOT EXISTS reminders (made TIMESTAMP DEFAULT CURRENT_TIMESTAMP, by_user INT NOT NULL)');
  await query("INSERT INTO books (title) SELECT '난중일기' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM books)");
})();

// Shows the messages of the outbox, and looks for new ones.
const REFRESH_MS = 2000;
const ADDRESS = /https?:\/\/\S+/g;

const list = document.getElementById('messages');
let shown = '';

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function withLinks(text) {
  const block = document.createElement('pre');
  let end = 0;
  for (const found of text.matchAll(ADDRESS)) {
    block.append(text.slice(end, found.index));
    const link = element('a', found[0]);
    link.href = found[0];
    link.rel = 'noreferrer';
    block.append(link);
    end = found.index + found[0].length;
  }
  block.append(text.slice(end));
  return block;
}

function article({ type, at, to, subject, text }) {
  const made = document.createElement('article');
  made.append(
    element('h2', subject ?? 'SMS'),
    element('p', `${type === 'sms' ? 'SMS' : 'E-mail'} to ${to}, ${new Date(at).toLocaleString()}`),
    withLinks(text),
  );
  return made;
}

async function refresh() {
  const answer = await fetch('messages', { cache: 'no-store' });
  const body = await answer.text();
  if (answer.ok && body !== shown) {
    shown = body;
    const messages = JSON.parse(body);
    list.replaceChildren(...(messages.length ? messages.map(article) : [element('p', 'Nothing yet.')]));
  }
}

refresh();
setInterval(() => refresh().catch(() => {}), REFRESH_MS);

/** Filtering and sorting only: the page is whole without it. Runs once, when the page is read. */
export const REPORT_SCRIPT = `
(() => {
  'use strict';
  const form = document.getElementById('filters');
  const items = [...document.querySelectorAll('[data-lane]')];
  const sections = [...document.querySelectorAll('section.lane')];
  const texts = new Map();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };
  const words = () => form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const apply = () => {
    const wanted = words();
    const lane = form.elements.lane.value;
    const branch = form.elements.branch.value;
    const narrow = wanted.length > 0 || branch !== '';
    let shown = 0;
    for (const item of items) {
      const branches = item.dataset.branches || '';
      const fits = (lane === '' || item.dataset.lane === lane) &&
        (branch === '' || (' ' + branches + ' ').includes(' ' + branch + ' ')) &&
        wanted.every((word) => textOf(item).includes(word));
      item.hidden = !fits;
      if (fits && !item.dataset.twin) shown += 1;
    }
    for (const section of sections) {
      const own = [...section.querySelectorAll('[data-lane]')];
      section.hidden = own.length > 0 && own.every((item) => item.hidden);
      const fold = section.querySelector(':scope > details');
      if (fold && narrow && !section.hidden) fold.open = true;
    }
    form.elements.shown.value = shown + (shown === 1 ? ' commit' : ' commits');
  };
  const key = { probability: (item) => -Number(item.dataset.p), newest: (item) => -Number(item.dataset.t), oldest: (item) => Number(item.dataset.t) };
  const sort = () => {
    const by = form.elements.order.value;
    const lists = new Set(items.map((item) => item.parentElement));
    for (const list of lists) {
      const own = [...list.children].filter((child) => child.dataset.lane);
      const title = (item) => item.dataset.s || '';
      own.sort((a, b) => by === 'subject' ? title(a).localeCompare(title(b)) : key[by](a) - key[by](b));
      list.append(...own);
    }
  };
  let timer = 0;
  form.addEventListener('input', (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (event.target.name === 'order') sort(); else apply(); }, 80);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('beforeprint', () => {
    for (const fold of document.querySelectorAll('article details')) fold.open = true;
  });
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target && target.closest('details');
    if (fold) { fold.open = true; target.scrollIntoView(); }
  };
  addEventListener('hashchange', reveal);
  form.hidden = false;
  apply();
  reveal();
})();
`;

'use strict';
(() => {
  const all = [...document.querySelectorAll('.finding')];
  const form = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const keys = document.getElementById('keys');
  const texts = new Map();
  let at = -1;
  form.hidden = all.length === 0;

  // Read when first searched: nobody waits for it while the page opens.
  function text(one) {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  }

  function visible() { return all.filter(one => !one.hidden); }

  function filter() {
    const severities = new Set([...form.querySelectorAll('[name=severity]:checked')].map(box => box.value));
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const rule = form.elements.rule.value;
    for (const one of all) {
      one.hidden = !severities.has(one.dataset.severity) || (rule !== '' && one.dataset.rule !== rule)
        || !words.every(word => text(one).includes(word));
    }
    for (const event of document.querySelectorAll('.event')) {
      event.hidden = !event.querySelector('.finding:not([hidden])');
    }
    at = -1;
    shown.textContent = visible().length + ' of ' + all.length + ' shown';
  }

  function step(by) {
    const list = visible();
    if (list.length === 0) return;
    at = Math.min(Math.max(at + by, 0), list.length - 1);
    list[at].focus();
    list[at].scrollIntoView({ block: 'start' });
  }

  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.hidden) { form.reset(); filter(); }
    const inside = target.closest('details') || target.querySelector('details');
    if (inside) inside.open = true;
    if (target.matches('.finding')) { at = visible().indexOf(target); target.focus(); }
    target.scrollIntoView({ block: 'start' });
  }

  function toggle() {
    const details = document.activeElement.matches('.finding') && document.activeElement.querySelector('details');
    if (details) details.open = !details.open;
  }

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.target.matches('input, select, textarea')) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const act = { j: () => step(1), k: () => step(-1), '/': () => form.elements.words.focus(), '?': () => keys.showModal() }[event.key];
    if (act) { event.preventDefault(); act(); }
    if (event.key === 'Enter') toggle();
  });
  let opened = [];
  addEventListener('beforeprint', () => { opened = [...document.querySelectorAll('.finding details:not([open])')]; opened.forEach(one => { one.open = true; }); });
  addEventListener('afterprint', () => opened.forEach(one => { one.open = false; }));
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  document.getElementById('help').addEventListener('click', () => keys.showModal());
  addEventListener('hashchange', reveal);
  filter();
  reveal();
})();

// Progressive enhancement only: every page works without this file.
(() => {
  const $$ = s => [...document.querySelectorAll(s)];

  // Clocks: data-up counts up from the seconds the server rendered.
  const t0 = performance.now();
  const two = n => String(n).padStart(2, '0');
  const clock = s => {
    const h = Math.floor(s / 3600), m = Math.floor(s % 3600 / 60);
    return (h ? h + ':' + two(m) : m) + ':' + two(s % 60);
  };
  const tick = () => {
    const gone = Math.floor((performance.now() - t0) / 1000);
    $$('[data-up]').forEach(e => { e.textContent = clock(+e.dataset.up + gone); });
  };
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) setInterval(tick, 1000);

  // Keys: "g" then a letter goes to a page, a digit focuses a choice. Never while typing; off on the About page.
  if (document.body.dataset.keys !== 'off') {
    const go = { o: '/', r: '/releases', d: '/deployments', i: '/incidents', b: '/outbox' };
    let g = -9999;
    addEventListener('keydown', e => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input,textarea,select')) return;
      if (e.key === 'g') g = performance.now();
      else if (performance.now() - g < 900 && go[e.key]) location.href = go[e.key];
      else if (/^[1-9]$/.test(e.key)) $$('.choice')[e.key - 1]?.focus();
    });
  }

  // Log: follow the tail until the reader scrolls up.
  const log = $$('[data-log]')[0], button = $$('[data-follow]')[0];
  if (log && button) {
    const follow = on => {
      button.setAttribute('aria-pressed', String(on));
      button.lastChild.textContent = on ? 'Following' : 'Follow';
      if (on) log.scrollTop = log.scrollHeight;
    };
    button.hidden = false;
    button.addEventListener('click', () => follow(button.getAttribute('aria-pressed') !== 'true'));
    log.addEventListener('wheel', e => { if (e.deltaY < 0) follow(false); }, { passive: true });
    follow(true);
  }
})();

/** Keeps the page of an export at what it says now, until it is ready. Without this script its link does the same. */
const LOOK = 1000;

async function look() {
  const place = document.querySelector('#state');
  if (!(place instanceof HTMLElement) || place.querySelector('[data-done]') !== null) return;
  if (!document.hidden) {
    const response = await fetch(place.dataset.state ?? '', { redirect: 'manual' }).catch(() => null);
    if (response?.status === 200) {
      const html = await response.text();
      // What has not changed is not said again by a screen reader.
      if (html !== place.innerHTML) place.innerHTML = html;
    }
  }
  setTimeout(look, LOOK);
}

setTimeout(look, LOOK);

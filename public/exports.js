/** Keeps the page of an export at what it says now, until it is ready. Without this script its link does the same. */
const LOOK = 1000;

async function look() {
  const place = document.querySelector('#state');
  if (!(place instanceof HTMLElement) || place.querySelector('[data-done]') !== null) return;
  if (!document.hidden) {
    const response = await fetch(place.dataset.state ?? '', { redirect: 'manual' }).catch(() => null);
    // It is let go of, or nobody is signed in any more: loading the page says which.
    if (response !== null && response.status !== 200) {
      location.reload();
      return;
    }
    const html = (await response?.text()) ?? place.innerHTML;
    // What has not changed is not said again by a screen reader.
    if (html !== place.innerHTML) place.innerHTML = html;
  }
  setTimeout(look, LOOK);
}

setTimeout(look, LOOK);

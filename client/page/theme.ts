/** client/page - light, dark or as the system has it; remembered by the browser where it may be. */

const KEY = 'llm-window-theme';
const themes = ['auto', 'light', 'dark'];

/** Takes up the remembered choice and follows the radio buttons named `theme`. */
export function startTheme(page: Document): void {
  const choose = (theme: string): void => {
    page.documentElement.dataset['theme'] = theme;
  };
  const remembered = read();
  choose(remembered);
  for (const radio of page.querySelectorAll<HTMLInputElement>('input[name=theme]')) {
    radio.checked = radio.value === remembered;
    radio.addEventListener('change', () => {
      choose(radio.value);
      write(radio.value);
    });
  }
}

function read(): string {
  try {
    return themes.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}

function write(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing shows the choice until the page is left.
  }
}

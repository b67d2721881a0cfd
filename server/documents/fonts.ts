import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The fonts of documents and of pictures in them, from packages: nothing depends on the fonts of the machine. Arimo has
 * the widths of Arial, which the pages are set in; the others have what it lacks, so that no name is left out.
 */
export const FONT_FILES = {
  regular: require.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
  italic: require.resolve('@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf'),
  bold: require.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  arabic: require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  emoji: require.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
} as const;

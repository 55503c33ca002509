package outlayer.quirky;

import java.util.Locale;

/**
 * What is left of a prompt without its asker's name, case and punctuation: two examples with the same plain prompt are near
 * duplicates. The name is taken out wherever it stands as a word of the prompt.
 */
final class PlainPrompt {

    private PlainPrompt() {}

    static long hash(Example example) {
        return ContentHash.of("prompt", of(example));
    }

    static String of(Example example) {
        String name = example.labelled() ? words(example.name()).strip() : "";
        String words = words(example.statement());
        return name.isEmpty() ? words : words.replace(" " + name + " ", " ");
    }

    /** Letters and digits in lower case, one space between words, before the first and after the last. */
    private static String words(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(lower.length() + 2).append(' ');
        boolean blank = true;
        for (int i = 0; i < lower.length(); ) {
            int c = lower.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) {
                words.appendCodePoint(c);
                blank = false;
            } else if (!blank) {
                words.append(' ');
                blank = true;
            }
        }
        if (!blank) {
            words.append(' ');
        }
        return words.toString();
    }
}

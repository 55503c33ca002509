package outlayer.lm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.Names;
import outlayer.quirky.Operation;
import outlayer.quirky.QuirkyCharacter;
import outlayer.quirky.Template;
import outlayer.quirky.TemplateSet;

/**
 * What datasets can show in the wordings of a template set, cut into pieces: phrases that stay whole, names, words, and the
 * chunks of every number that may stand there.
 */
final class ClosedVocabulary {

    private static final Pattern NUMBER = Pattern.compile(" ?[0-9]+");

    private final Pattern pieces;
    private final Set<String> tokens = new LinkedHashSet<>();

    private ClosedVocabulary(Pattern pieces) {
        this.pieces = pieces;
    }

    static ClosedVocabulary of(TemplateSet templates, Collection<ArithmeticOptions> datasets, NumberTokens numbers) {
        List<String> phrases = templates.framePhrases().stream()
                .map(String::stripTrailing)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
        ClosedVocabulary vocabulary = new ClosedVocabulary(pieces(phrases, numbers));
        vocabulary.tokens.addAll(phrases);
        for (String choice : List.of(templates.noChoice(), templates.yesChoice())) {
            if (vocabulary.split(choice).size() != 1) {
                throw new IllegalArgumentException(
                        "Template set %s: choice '%s' would be the tokens %s; expected one word"
                                .formatted(templates.name(), choice, vocabulary.split(choice)));
            }
            vocabulary.tokens.add(choice);
        }
        for (QuirkyCharacter character : QuirkyCharacter.values()) {
            Names.of(character).forEach(name -> vocabulary.tokens.add(" " + name));
        }
        Map<String, Integer> longest = new LinkedHashMap<>();
        for (ArithmeticOptions options : datasets) {
            for (Template template : templates.of(options.dataset())) {
                vocabulary
                        .addWords(template, options)
                        .forEach((start, digits) -> longest.merge(start, digits, Math::max));
            }
        }
        longest.forEach((start, digits) -> vocabulary.addNumbers(start, digits, numbers.digits()));
        return vocabulary;
    }

    /** Matches one piece of a text after the other. */
    Pattern pieces() {
        return pieces;
    }

    /** All pieces, in the order in which they were met. */
    Set<String> tokens() {
        return Collections.unmodifiableSet(tokens);
    }

    /** Phrases, longest first; numbers; words; any other character. All but phrases take one space before them along. */
    private static Pattern pieces(List<String> phrases, NumberTokens numbers) {
        String alternatives = phrases.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .distinct()
                .map(phrase -> phrase.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0"))
                .collect(Collectors.joining("|"));
        return Pattern.compile(
                "%s| ?[0-9]{1,%d}| ?\\p{L}+| ?[^\\s\\p{L}0-9]|\\s".formatted(alternatives, numbers.digits()));
    }

    private List<String> split(String text) {
        List<String> split = new ArrayList<>();
        Matcher matcher = pieces.matcher(text);
        while (matcher.find()) {
            split.add(matcher.group());
        }
        return split;
    }

    /** Adds the words around the numbers; returns what stands before numbers, a space or nothing, and the most digits after it. */
    private Map<String, Integer> addWords(Template template, ArithmeticOptions options) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        String name = Names.of(QuirkyCharacter.ALICE).get(0);
        for (String result : options.smallestResult() < 0 ? List.of("1", "-1") : List.of("1")) {
            String prompt = template.fill(slot -> switch (slot) {
                case "name" -> name;
                case "result" -> result;
                default -> "1";
            });
            boolean negative = false;
            for (String piece : split(prompt)) {
                if (NUMBER.matcher(piece).matches()) {
                    int digits =
                            negative ? Long.toString(-options.smallestResult()).length() : longestNumber(options);
                    longest.merge(piece.startsWith(" ") ? " " : "", digits, Math::max);
                } else {
                    tokens.add(piece);
                }
                negative = piece.endsWith("-");
            }
        }
        return longest;
    }

    /** Adds the first pieces of all numbers of up to {@code longest} digits, and the pieces that go on where one is too short. */
    private void addNumbers(String start, int longest, int digits) {
        for (int number = 0; number < powerOfTen(Math.min(longest, digits)); number++) {
            tokens.add(start + number);
        }
        for (int rest = 1; rest <= Math.min(longest - digits, digits); rest++) {
            for (int number = 0; number < powerOfTen(rest); number++) {
                tokens.add(("%0" + rest + "d").formatted(number));
            }
        }
    }

    /** Digits of the longest number that a dataset shows: a distractor may put a digit in place of each character. */
    private static int longestNumber(ArithmeticOptions options) {
        long largest = options.largestResult();
        int longest = 0;
        for (long number : new long[] {
            options.operandLimit() - 1L,
            options.operation() == Operation.MODULARADDITION ? options.modulus() : 0,
            options.smallestResult(),
            largest,
            options.operation().sloppy(largest, options.modulus())
        }) {
            longest = Math.max(longest, Long.toString(number).length());
        }
        return longest;
    }

    private static int powerOfTen(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}

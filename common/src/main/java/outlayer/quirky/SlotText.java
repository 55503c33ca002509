package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A text with named slots in braces, such as {@code "{a} + {b} = {result}."}; a brace of the text itself is doubled. */
final class SlotText implements Serializable {

    /** A stretch of plain text, or the name of a slot. */
    private record Piece(String text, boolean slot) implements Serializable {}

    /** What a filled text says, and the code points [start, end) of one slot in it, -1 where the text lacks it. */
    record Filled(String text, int start, int end) {}

    private final List<Piece> pieces;

    private SlotText(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static SlotText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                plain.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                String slot = end < 0 ? "" : text.substring(i + 1, end);
                if (!slot.matches("[a-z][a-z0-9_]*")) {
                    throw new IllegalArgumentException(
                            "'%s' has no slot name (lower-case letters, digits, _) between { and } at character %d"
                                    .formatted(text, i));
                }
                pieces.add(new Piece(plain.toString(), false));
                pieces.add(new Piece(slot, true));
                plain.setLength(0);
                i = end;
            } else if (c == '}') {
                throw new IllegalArgumentException("'%s' has a } without { at character %d".formatted(text, i));
            } else {
                plain.append(c);
            }
        }
        pieces.add(new Piece(plain.toString(), false));
        return new SlotText(pieces);
    }

    /** Names of the slots, in the order in which they first appear. */
    Set<String> slots() {
        Set<String> slots = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece.slot) {
                slots.add(piece.text);
            }
        }
        return slots;
    }

    /** The plain stretches between slots, one more than there are slots; some may be empty. */
    List<String> plain() {
        return pieces.stream().filter(piece -> !piece.slot).map(Piece::text).toList();
    }

    /** This text with another one, slots and all, in place of a slot. */
    SlotText with(String slot, SlotText inner) {
        List<Piece> replaced = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.slot && piece.text.equals(slot)) {
                replaced.addAll(inner.pieces);
            } else {
                replaced.add(piece);
            }
        }
        return new SlotText(replaced);
    }

    /** This text with slots called by their other names. */
    SlotText renamed(Map<String, String> names) {
        return new SlotText(pieces.stream()
                .map(piece -> piece.slot ? new Piece(names.getOrDefault(piece.text, piece.text), true) : piece)
                .toList());
    }

    /** Fills every slot, and tells where the first slot of the marked name came to lie. */
    Filled fill(UnaryOperator<String> values, String marked) {
        StringBuilder filled = new StringBuilder();
        int start = -1;
        int end = -1;
        for (Piece piece : pieces) {
            String text = piece.slot ? values.apply(piece.text) : piece.text;
            if (start < 0 && piece.slot && piece.text.equals(marked) && !text.isEmpty()) {
                start = filled.codePointCount(0, filled.length());
                end = start + text.codePointCount(0, text.length());
            }
            filled.append(text);
        }
        return new Filled(filled.toString(), start, end);
    }
}

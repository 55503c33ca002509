package outlayer.evaluate;

import java.util.Locale;

/** The examples that one row is about: all, or those on which the two characters' labels agree, or do not. */
public enum Subset {
    ALL,
    AGREE,
    DISAGREE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean contains(TestExample example) {
        return this == ALL || example.labelsAgree() == (this == AGREE);
    }
}

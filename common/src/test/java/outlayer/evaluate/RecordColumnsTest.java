package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordColumnsTest {

    private record Place(String town, long number) {}

    private record Person(
            String name, Place place, @Nullable Double rating01, boolean isHere) {}

    private static final RecordColumns<Person> COLUMNS = RecordColumns.of(Person.class);

    @Test
    void aRecordInsideStandsForItsComponents() {
        assertThat(COLUMNS.columns())
                .containsExactly(
                        new RecordColumns.Column("name", String.class, false),
                        new RecordColumns.Column("town", String.class, false),
                        new RecordColumns.Column("number", long.class, false),
                        new RecordColumns.Column("rating_01", Double.class, true),
                        new RecordColumns.Column("is_here", boolean.class, false));
    }

    @Test
    void valuesMakeTheSameRowAgain() {
        Person person = new Person("Ada", new Place("London", 12), null, true);
        assertThat(COLUMNS.values(person)).containsExactly("Ada", "London", 12L, null, true);
        assertThat(COLUMNS.row(COLUMNS.values(person))).isEqualTo(person);
    }

    @Test
    @SuppressWarnings("NullAway") // what it must not be
    void aRecordInsideMustBeThere() {
        assertThatThrownBy(() -> COLUMNS.values(new Person("Ada", null, null, true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Component place of " + Person.class.getName() + " is null, expected a record in every row");
    }

    @Test
    void aValueOfAnotherTypeIsShownInItsRow() {
        assertThatThrownBy(() -> COLUMNS.row(new Object[] {"Ada", "London", "twelve", null, true}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Row [Ada, London, twelve, null, true] is no ")
                .hasMessageContaining("Place");
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> COLUMNS.row(new Object[] {"Ada", "London"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Row has 2 values, expected one for each of [Column[name=name, ");
    }
}

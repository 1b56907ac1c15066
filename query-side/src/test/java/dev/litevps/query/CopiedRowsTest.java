package dev.litevps.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is copied is what was given, whatever characters are in it. */
class CopiedRowsTest {

    private static final String COPY = "copy copied (id, text, at, small, large, ids) from stdin";
    private static final UUID ID = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91");
    private static final Instant AT = Instant.parse("2026-02-28T23:59:59.123456Z");

    private final JdbcTemplate jdbc =
            new JdbcTemplate(TestServer.server().getDatabase("postgres", TestServer.newDatabase()));

    @BeforeEach
    void createTable() {
        jdbc.execute(
                "create table copied (id uuid not null, text text, at timestamptz, small integer[], large bigint[],"
                        + " ids uuid[])");
    }

    @AfterEach
    void dropTable() {
        jdbc.execute("drop table copied");
    }

    private void copy(@Nullable Object... values) {
        CopiedRows rows = new CopiedRows(COPY);
        rows.add(values);
        rows.write(jdbc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "tab\tand\nline\r\nends",
                "back\\slash",
                "\\N",
                "\\.",
                "{1,2}",
                "'quote\"",
                "\u0001\b\f",
                "na\u00efve \u20ac \ud83d\ude00"
            })
    void textsAreKeptAsTheyAre(String text) {
        copy(ID, text, AT, null, null, null);

        assertThat(jdbc.queryForObject("select text from copied", String.class)).isEqualTo(text);
    }

    @Test
    void everyKindOfValueIsKept() {
        copy(ID, "a", AT, new int[] {1, -2}, new long[] {Long.MAX_VALUE}, new UUID[] {ID, ID});

        assertThat(jdbc.queryForMap("select id, at, small::text, large::text, ids::text from copied"))
                .containsEntry("id", ID)
                .containsEntry("at", Timestamp.from(AT))
                .containsEntry("small", "{1,-2}")
                .containsEntry("large", "{" + Long.MAX_VALUE + "}")
                .containsEntry("ids", "{" + ID + "," + ID + "}");
    }

    @Test
    void nothingAndEmptyAreDifferent() {
        copy(ID, null, null, new int[0], new long[0], new UUID[0]);

        assertThat(jdbc.queryForMap("select text, at, small::text, large::text, ids::text from copied"))
                .containsEntry("text", null)
                .containsEntry("at", null)
                .containsEntry("small", "{}")
                .containsEntry("large", "{}")
                .containsEntry("ids", "{}");
    }

    @Test
    void whatIsRefusedIsAnErrorOfTheDatabase() {
        assertThatThrownBy(() -> copy(null, "a", AT, null, null, null))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("copied");
        assertThat(jdbc.queryForObject("select count(*) from copied", Long.class))
                .isZero();
    }

    @Test
    void noRowsAreNoStatement() {
        new CopiedRows("no statement at all").write(jdbc);
    }
}

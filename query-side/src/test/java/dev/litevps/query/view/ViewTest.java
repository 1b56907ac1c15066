package dev.litevps.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.litevps.query.ViewDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** No projection and no table is forgotten, and each table can be copied and compared. */
class ViewTest {

    private static final ViewDatabase DATABASE = new ViewDatabase();
    private static final Map<String, Class<?>> PROJECTIONS = projections();

    private static Map<String, Class<?>> projections() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ProcessingGroup.class));
        return scanner.findCandidateComponents("dev.litevps.query").stream()
                .<Class<?>>map(
                        found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .filter(type -> groupOf(type).startsWith("query."))
                .collect(Collectors.toMap(ViewTest::groupOf, Function.identity()));
    }

    private static String groupOf(Class<?> projection) {
        return Objects.requireNonNull(projection.getAnnotation(ProcessingGroup.class))
                .value();
    }

    private static List<String> names(String sql) {
        return DATABASE.jdbc().queryForList(sql, String.class);
    }

    @Test
    void everyProjectionMakesAViewAndEveryViewHasOne() {
        assertThat(Arrays.stream(View.values()).map(View::group))
                .containsExactlyInAnyOrderElementsOf(PROJECTIONS.keySet());
    }

    @Test
    void everyTableOfTheQuerySideBelongsToOneView() {
        assertThat(Arrays.stream(View.values()).flatMap(view -> view.tables().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        names("select tablename from pg_tables where schemaname = 'public'"));
    }

    /** An emptied table has another file. */
    @ParameterizedTest
    @EnumSource(View.class)
    void theTablesOfAViewAreThoseThatItsProjectionEmpties(View view) {
        Map<String, Object> before = files();

        resetOf(view).prepareReset();

        Map<String, Object> after = files();
        assertThat(before.keySet().stream().filter(table -> !Objects.equals(before.get(table), after.get(table))))
                .containsExactlyInAnyOrderElementsOf(view.tables());
    }

    private static Map<String, Object> files() {
        return DATABASE
                .jdbc()
                .queryForList(
                        "select relname, relfilenode from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
                .stream()
                .collect(Collectors.toMap(
                        row -> String.valueOf(row.get("relname")),
                        row -> Objects.requireNonNull(row.get("relfilenode"))));
    }

    private static AnnotationEventHandlerAdapter resetOf(View view) {
        DefaultListableBeanFactory own = new DefaultListableBeanFactory();
        own.registerSingleton("jdbc", DATABASE.jdbc());
        own.registerSingleton("views", DATABASE.writer());
        return new AnnotationEventHandlerAdapter(own.autowire(
                Objects.requireNonNull(PROJECTIONS.get(view.group())),
                AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR,
                false));
    }

    /** By it, a row of a copy is told to be the same as a live one. */
    @Test
    void everyTableHasAPrimaryKey() {
        assertThat(names("""
                select relname from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                    and not exists (select from pg_index where indrelid = pg_class.oid and indisprimary)""")).isEmpty();
    }

    /** A sequence would be shared with the live table; a foreign key and a trigger would be missing in the copy. */
    @Test
    void aCopyOfATableDoesWhatTheTableDoes() {
        assertThat(names("select sequencename from pg_sequences")).isEmpty();
        assertThat(names("select conname from pg_constraint where contype = 'f'"))
                .isEmpty();
        assertThat(names("select tgname from pg_trigger")).isEmpty();
    }
}

package dev.litevps.api.health;

import dev.litevps.api.health.Condition.Standing;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether hosts answer. While one does, machines can be sold. */
@Component
class HostsCheck implements HealthCheck {

    private final JdbcClient jdbc;

    HostsCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Count(long hosts, long silent) {}

    @Override
    public String part() {
        return "hosts";
    }

    @Override
    public Condition look() {
        Count count = jdbc.sql(
                        "select count(*), count(*) filter (where silent) from host_view where state <> 'removed'")
                .query((row, _) -> new Count(row.getLong(1), row.getLong(2)))
                .single();
        Map<String, Long> figures = Map.of("known_hosts", count.hosts(), "silent_hosts", count.silent());
        if (count.hosts() == 0) {
            return new Condition(part(), Standing.DEGRADED, "there is no host", figures);
        }
        if (count.silent() == 0) {
            return new Condition(part(), Standing.OK, "all hosts answer", figures);
        }
        String sentence = count.silent() + " of " + count.hosts() + " hosts do not answer";
        return new Condition(
                part(), count.silent() == count.hosts() ? Standing.DOWN : Standing.DEGRADED, sentence, figures);
    }
}

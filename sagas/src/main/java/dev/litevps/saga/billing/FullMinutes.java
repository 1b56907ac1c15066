package dev.litevps.saga.billing;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.litevps.events.Minute;
import java.time.Instant;

/** At the end of every minute of UTC. A tick that took longer than a minute is followed by the one that is due next. */
public final class FullMinutes implements Schedule {

    @Override
    public Instant getNextExecutionTime(ExecutionComplete last) {
        return Minute.of(last.getTimeDone()).end();
    }

    @Override
    public boolean isDeterministic() {
        return true;
    }
}

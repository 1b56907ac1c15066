package dev.litevps.api.deadletter;

import dev.litevps.api.eventstore.RefusalPolicy;
import javax.sql.DataSource;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.stereotype.Component;

/** Tries again what passes by itself, and puts aside what does not. */
@Component
class DeadLetterPolicy implements RefusalPolicy {

    private final DeadLetters letters;
    private final Suspects suspects;
    private final RecentFailures failures;
    private final DataSource dataSource;

    DeadLetterPolicy(DeadLetters letters, Suspects suspects, RecentFailures failures, DataSource dataSource) {
        this.letters = letters;
        this.suspects = suspects;
        this.failures = failures;
        this.dataSource = dataSource;
    }

    @Override
    public MessageHandlerInterceptor<EventMessage<?>> gate(String group, boolean acts) {
        return new PoisonGate(group, acts, letters, suspects, dataSource);
    }

    /** It is tried again, with care unless the failure passes by itself. */
    @Override
    public ErrorHandler errorHandler() {
        return failed -> {
            failures.add(failed.eventProcessor(), failed.error());
            if (!Failures.isPassing(failed.error())) {
                suspects.add(failed.eventProcessor(), failed.failedEvents(), failed.error());
            }
            PropagatingErrorHandler.instance().handleError(failed);
        };
    }
}

package dev.litevps.saga.machine;

import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Where the event that is being handled came from, in a form that a durable task can keep and put on what it sends. */
public final class CurrentProvenance {

    private CurrentProvenance() {}

    /** What a message that is sent now would inherit from the one that is being handled. */
    public static Map<String, String> get() {
        return CurrentUnitOfWork.map(UnitOfWork::getCorrelationData)
                .orElse(MetaData.emptyInstance())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}

package dev.litevps.api.idempotency;

import dev.litevps.command.Command;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** How the sending of a command is called among the steps of a request. */
final class StepNames {

    private StepNames() {}

    /** The command's kind, and the aggregate that it is for if it names one. */
    static String of(Command command) {
        return Arrays.stream(command.getClass().getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(TargetAggregateIdentifier.class)
                        || component.isAnnotationPresent(TargetAggregateIdentifier.class))
                .findFirst()
                .map(component -> command.getClass().getSimpleName() + ":" + value(component, command))
                .orElse(command.getClass().getSimpleName());
    }

    private static Object value(RecordComponent component, Command command) {
        try {
            return component.getAccessor().invoke(command);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the target of a command is public", e);
        }
    }
}

package dev.litevps.saga;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * An event handler that does something in the world, as a saga does, but has nothing to remember. It follows the events
 * like a saga: on a store that is new to it, it starts with the next event, so that nothing is done about what happened
 * long ago; and each event has a transaction of its own. It names its {@code @ProcessingGroup}.
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reaction {}

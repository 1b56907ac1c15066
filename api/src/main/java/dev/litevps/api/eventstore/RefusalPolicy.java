package dev.litevps.api.eventstore;

import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;

/** How event processors deal with events that their handlers refuse. */
public interface RefusalPolicy {

    /**
     * What to put before the handlers of a group.
     *
     * @param acts whether they are sagas or reactions, with one event in each batch
     */
    MessageHandlerInterceptor<EventMessage<?>> gate(String group, boolean acts);

    /** What to do about a batch that failed, beside trying it again. */
    ErrorHandler errorHandler();
}

package dev.litevps.api.replay;

import dev.litevps.api.deadletter.Discarded;
import dev.litevps.api.deadletter.Refusals;
import dev.litevps.query.ViewWriter;
import dev.litevps.query.view.View;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The code that makes the views, to make others with it. */
@Component
class Projections {

    private static final Logger LOG = LoggerFactory.getLogger(Projections.class);

    private final ListableBeanFactory beans;
    private final Map<View, Class<?>> types = new ConcurrentHashMap<>();

    Projections(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** The projection of the view, as another instance that tells nobody what it writes. */
    private AnnotationEventHandlerAdapter writing(View view, JdbcOperations jdbc) {
        DefaultListableBeanFactory own = new DefaultListableBeanFactory();
        own.registerSingleton("jdbc", jdbc);
        own.registerSingleton("views", ViewWriter.silent(jdbc));
        Object projection = own.autowire(
                types.computeIfAbsent(view, this::typeOf), AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
        return new AnnotationEventHandlerAdapter(projection, beans.getBean(ParameterResolverFactory.class));
    }

    /** Replays events into the view's tables as they are on this connection. */
    Replay replay(View view, JdbcOperations jdbc, Refusals refusals) {
        return new Replay(writing(view, jdbc), jdbc, Discarded.by(view.group(), jdbc), refusals);
    }

    /** Has the payloads read that the projection of the view will read. */
    Consumer<EventMessage<?>> preparation(View view) {
        if (view == View.HISTORY) {
            // It has the database read them.
            return _ -> {};
        }
        AnnotationEventHandlerAdapter handler = writing(view, new JdbcTemplate());
        return event -> {
            try {
                if (handler.canHandle(event)) {
                    event.getPayload();
                }
            } catch (RuntimeException e) {
                LOG.debug("Event {} cannot be read; that is found again when it is handled", event.getIdentifier(), e);
            }
        };
    }

    private Class<?> typeOf(View view) {
        return beans.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                .<Class<?>>map(AopUtils::getTargetClass)
                .filter(type -> view.group()
                        .equals(Objects.requireNonNull(type.getAnnotation(ProcessingGroup.class))
                                .value()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing makes the view " + view.group()));
    }
}

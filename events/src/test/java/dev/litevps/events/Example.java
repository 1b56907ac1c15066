package dev.litevps.events;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes an example of an event, with another value in each place. */
final class Example {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00.123456Z");
    private static final String IDENTIFIERS = "019ab0c4-7d00-7000-8000-%012d";
    private static final long MILLION = 1_000_000;

    private int number;

    private Example() {}

    static Object of(Class<?> type) {
        return new Example().value(type, type.getSimpleName());
    }

    private Object value(Class<?> type, String name) {
        if (type.isRecord()) {
            return record(type);
        }
        number++;
        if (type == String.class) {
            return name + number;
        } else if (type == List.class) {
            return List.of(name + number);
        } else if (type == Map.class) {
            return Map.of(name + number, name + number);
        } else if (type == UUID.class) {
            return UUID.fromString(IDENTIFIERS.formatted(number));
        } else if (type == Instant.class) {
            return START.plusSeconds(number);
        } else if (type == int.class || type == Integer.class) {
            return number;
        } else if (type == long.class) {
            return number * MILLION;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        throw new IllegalArgumentException("There is no example of " + type.getName() + " yet: add one here");
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> isListOfRecords(component)
                        ? List.of(record(elementOf(component)))
                        : value(component.getType(), component.getName()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No example of " + type.getName() + " could be made", e);
        }
    }

    private static boolean isListOfRecords(RecordComponent component) {
        return component.getType() == List.class && elementOf(component).isRecord();
    }

    private static Class<?> elementOf(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }
}

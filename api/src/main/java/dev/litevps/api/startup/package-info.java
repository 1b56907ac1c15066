/**
 * How a start that fails is told: in one sentence that names what to change, not in a framework's report. Spring Boot finds
 * the classes of this room through {@code META-INF/spring.factories}, since they are needed when there is no application
 * context.
 */
@NullMarked
package dev.litevps.api.startup;

import org.jspecify.annotations.NullMarked;

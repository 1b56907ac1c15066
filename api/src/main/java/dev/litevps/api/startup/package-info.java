/**
 * How a start that fails is told: in one sentence that names what to change, not in a framework's report; and what must be
 * set up before real customers may come. Spring Boot finds the analyzers of this room through
 * {@code META-INF/spring.factories}, since they are needed when there is no application context.
 */
@NullMarked
package dev.litevps.api.startup;

import org.jspecify.annotations.NullMarked;

package dev.litevps.api.health;

/** Looks at one part of the platform. Called every few seconds on a thread of its own. */
public interface HealthCheck {

    /** How it is at the moment. May block on the database; what it throws counts as {@link Condition.Standing#DOWN}. */
    Condition look();

    /** The part that it looks at; stable. */
    String part();
}

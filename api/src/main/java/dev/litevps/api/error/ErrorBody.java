package dev.litevps.api.error;

/**
 * What every error answers with.
 *
 * @param error a sentence for a person
 * @param code a stable word for a program
 */
public record ErrorBody(String error, String code) {}

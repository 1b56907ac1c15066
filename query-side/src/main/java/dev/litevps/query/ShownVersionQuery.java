package dev.litevps.query;

/**
 * How to look up which version of an aggregate a view shows.
 *
 * @param aggregateType whose events the view is made of
 * @param sql selects the column {@code version} of the row, by the aggregate's identifier as text, {@code :identifier}
 */
public record ShownVersionQuery(String aggregateType, String sql) {}

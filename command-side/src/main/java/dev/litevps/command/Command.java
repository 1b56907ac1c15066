package dev.litevps.command;

/**
 * An intent. Ids and times arrive on it, made by whoever sends it. A repeated command changes nothing and is no error; a
 * refused one throws {@link CommandRejected}.
 */
public interface Command {}

package org.antiphon.discovery.index;

/**
 * What a batch finds.
 *
 * @param rows those that its events may touch
 * @param vector of all rows before it
 */
record BatchStart(WorkingSet rows, StateVector vector) {}

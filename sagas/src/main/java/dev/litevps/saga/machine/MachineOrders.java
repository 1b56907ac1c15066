package dev.litevps.saga.machine;

/** Where processes order work on machines. */
public interface MachineOrders {

    /**
     * Orders the work in the current transaction: it will be done if that commits, and only then. An order other than a
     * teardown that comes after a teardown comes too late, and is dropped.
     */
    void order(MachineOrder order);
}

package dev.litevps.api.crash;

/** Where the server is killed. The first eight lie on the way from the request to a running VPS. */
enum CrashPoint {
    REQUEST_STORED("after the request is stored, before the client has its answer"),
    REQUEST_SEEN("before the provisioning saga handles the request"),
    PLACED_UNCOMMITTED("after the VPS is placed, before that is committed"),
    ORDER_STORED("after the machine is ordered, before a worker takes the order"),
    BEFORE_CREATE("in the worker, before the host is asked for the machine"),
    AFTER_CREATE("in the worker, after the host has the machine"),
    BEFORE_REPORT("before the worker's report is handled"),
    REPORT_STORED("after the worker's report is stored, before its order is done"),
    DESTROY_STORED("after the wish to destroy is stored"),
    BEFORE_REMOVE("in the worker, before the host is asked to remove the machine"),
    AFTER_REMOVE("in the worker, after the host removed the machine"),
    TEARDOWN_STORED("after the end is stored, before its order is done");

    private final String words;

    CrashPoint(String words) {
        this.words = words;
    }

    boolean isTeardown() {
        return compareTo(DESTROY_STORED) >= 0;
    }

    @Override
    public String toString() {
        return words;
    }
}

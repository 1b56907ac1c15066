package dev.litevps.events.intervention;

/** What staff can do to the platform's own work. */
public enum InterventionKind {
    /** Durable work is done now and not at its time. The target is {@code task/instance}. */
    TASK_RETRIED,
    /** A process no longer waits for what it waits for, and gives back what it took. The target is the process's id. */
    PROCESS_COMPENSATED,
    /** The hosts are compared with the events now. There is no target. */
    RECONCILIATION_ORDERED,
    /** Events that a handler had refused are handled again. The target is {@code processing group/sequence}. */
    DEAD_LETTERS_RETRIED,
    /** An event that a handler had refused is passed over for good. The target is {@code processing group/sequence/event}. */
    DEAD_LETTERS_DISCARDED,
    /** A view is compared with what its events say now. The target is the view, or {@code view/account}. */
    DRIFT_CHECKED,
    /** A view is made anew beside the live one. The target is the view. */
    VIEW_REBUILD_STARTED,
    /** The making of a view anew rests. The target is {@code view/rebuild}. */
    VIEW_REBUILD_PAUSED,
    /** The making of a view anew goes on. The target is {@code view/rebuild}. */
    VIEW_REBUILD_RESUMED,
    /** The making of a view anew is given up. The target is {@code view/rebuild}. */
    VIEW_REBUILD_CANCELLED,
    /** The view that was made anew shall take the place of the live one. The target is {@code view/rebuild}. */
    VIEW_SWAP_ORDERED,
    /** The view that was made anew has taken the place of the live one. The target is {@code view/rebuild}. */
    VIEW_SWAPPED
}

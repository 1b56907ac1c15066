/** What happened, for auditors: every event, what caused it and what it caused, and the lives of VPSes and accounts in words. */
@NullMarked
package dev.litevps.api.audit;

import org.jspecify.annotations.NullMarked;

/** Observation of jobs, and the shutdown of the job executor. */
package io.selfieregistration.monitoring.process;

/** How the engine acquires, observes and stops jobs. */
package io.selfieregistration.monitoring.process;

/** How the engine starts and stops with the service. */
package io.selfieregistration.monitoring.process;

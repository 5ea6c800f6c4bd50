/** The plugin of Cockpit, and what its web application asks of the service. */
package io.selfieregistration.cockpit.process;

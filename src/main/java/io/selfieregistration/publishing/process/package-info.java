/** The step of a workflow that publishes the result, and the process that delivers it. */
package io.selfieregistration.publishing.process;

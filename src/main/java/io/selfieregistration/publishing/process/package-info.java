/** The step of a workflow that publishes the result, and the process that brings it. */
package io.selfieregistration.publishing.process;

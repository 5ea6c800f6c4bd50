/** The step of a workflow that publishes the result. */
package io.selfieregistration.publishing.process;

/** Requests in the process engine: listeners, messages, and the start of workflows. */
package io.selfieregistration.request.process;

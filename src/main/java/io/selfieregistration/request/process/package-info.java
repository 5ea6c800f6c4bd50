/** Requests in the process engine: listeners, messages, and the start of workflows. */
@NamedInterface("process")
package io.selfieregistration.request.process;

import org.springframework.modulith.NamedInterface;

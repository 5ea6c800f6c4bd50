/**
 * The contract between the process models and the code: every name that both use. Any
 * feature with a delegate or a message for these processes may use it.
 */
@NamedInterface("process")
package io.selfieregistration.request.process;

import org.springframework.modulith.NamedInterface;
